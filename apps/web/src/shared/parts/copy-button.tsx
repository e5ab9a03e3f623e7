import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from './notice';

/** Plain HTTP on an intranet has no clipboard API: the text is selected and copied the old way there. */
async function copy(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  return isDone;
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [isDone, setIsDone] = useState(false);
  return (
    <button
      type="button"
      className="plain link no-print"
      aria-label={label}
      title={label}
      onClick={() => {
        copy(text)
          .then(setIsDone)
          .catch(() => notify('failed', t('action.copyFailed')));
      }}
    >
      {isDone ? <CheckOutlined /> : <CopyOutlined />}
    </button>
  );
}
