import { Drawer, Modal, type DrawerProps, type ModalProps } from 'antd';
import { useIsPhone } from '../use-media';

/**
 * Where dialogs and panels hang. Below `body` antd locks its scrolling with a style element that carries no nonce, which the
 * content security policy refuses; our `body` never scrolls, so elsewhere nothing is missing.
 */
const container = () => document.getElementById('root') ?? document.body;

/** A panel from the side; on a phone it takes the whole width. */
export function SidePanel({ size = 460, ...rest }: DrawerProps) {
  const isPhone = useIsPhone();
  return <Drawer open getContainer={container} size={isPhone ? '100%' : size} {...rest} />;
}

export function FormDialog(props: ModalProps) {
  return <Modal open getContainer={container} scrollLock={false} {...props} />;
}
