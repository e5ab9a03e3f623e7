import { useCallback, useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** Below this the shell has tabs at the bottom and lists are cards; a sheet of paper is no phone. */
export const phoneWidth = 'screen and (max-width: 899px)';

export function useIsPhone(): boolean {
  return useMedia(phoneWidth);
}
