import type { LocalDate, Permission } from '@tidu/kernel';
import { createContext, use } from 'react';
import type { Me } from './api/types';

/** Who is signed in; everything inside the shell has one. */
export const WhoContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = use(WhoContext);
  if (me === null) throw new Error('outside the shell nobody is signed in');
  return me;
}

/** The business day, as the server's clock has it. */
export function useToday(): LocalDate {
  return useMe().today;
}

/** Hiding a button is courtesy: the server decides. */
export function useCan(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}
