import type { Enterprise } from '../../../shared/api/types';
import { Rails } from '../../../shared/ladder/rails';
import { useRungs } from '../../../shared/ladder/use-rungs';

/** The phone's ladder of a record. */
export function RecordRails({ enterprise }: { enterprise: Enterprise }) {
  return <Rails held={enterprise.tier} rungs={useRungs(enterprise)} />;
}
