import { useMutation } from '@tanstack/react-query';
import { post } from '../../shared/api/http';
import { session } from '../../shared/api/session';
import type { AccessGrant } from '../../shared/api/types';

export interface Credentials {
  username: string;
  password: string;
}

export function useSignOn(onDone: () => void) {
  return useMutation({
    mutationFn: (credentials: Credentials) => post<AccessGrant>('/auth/login', credentials),
    onSuccess: (grant) => {
      session.signedIn(grant.accessToken);
      onDone();
    },
  });
}
