import { useQuery } from '@tanstack/react-query';
import { areasQuery } from './queries/areas';
import { useCan, useMe } from './who';

/** Whether the person's area is the city itself, or none: a manager of a district sees his part only. */
export function useIsOfWholeCity(): boolean {
  const { areaId } = useMe();
  const canSeeAreas = useCan('areas.read');
  const areas = useQuery({ ...areasQuery, enabled: canSeeAreas && areaId !== undefined });
  return areaId === undefined || areas.data?.find((area) => area.id === areaId)?.kind === 'city';
}
