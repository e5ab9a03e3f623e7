/**
 * The root of the service tree. One bureau, one database: the city is the same row everywhere, and an enterprise that nobody has
 * placed yet belongs to it.
 */
export const cityAreaId = '00000000-0000-7000-8000-000000000001';
