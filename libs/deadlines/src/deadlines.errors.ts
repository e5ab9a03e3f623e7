export type DeadlinesErrorCode = 'deadlines.not-found' | 'deadlines.transition-refused' | 'sweeps.not-found';
