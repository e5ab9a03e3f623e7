export type AreasErrorCode = 'areas.not-found';
