import { Module } from '@nestjs/common';
import { DeadlineRules } from './deadline-rules.js';
import { DeadlineSources } from './deadline-sources.js';
import { DeadlinesController } from './deadlines.controller.js';
import { DeadlinesProjection } from './deadlines.projection.js';
import { DeadlinesQuery } from './deadlines.query.js';
import { Deadlines } from './deadlines.service.js';
import { ReminderDispatch } from './reminder-dispatch.js';
import { ReminderLedger } from './reminder-ledger.js';
import { ReminderWithdrawals } from './reminder-withdrawal.js';
import { Reminders } from './reminders.service.js';
import { SweepKeeper } from './sweep.keeper.js';
import { SweepQuery } from './sweep.query.js';
import { Sweep } from './sweep.service.js';
import { SweepRuns } from './sweep-runs.js';
import { SweepsController } from './sweeps.controller.js';

@Module({
  controllers: [DeadlinesController, SweepsController],
  providers: [
    DeadlineRules,
    Deadlines,
    DeadlineSources,
    DeadlinesProjection,
    DeadlinesQuery,
    ReminderDispatch,
    ReminderLedger,
    Reminders,
    ReminderWithdrawals,
    Sweep,
    SweepKeeper,
    SweepQuery,
    SweepRuns,
  ],
  exports: [ReminderLedger, Reminders, Sweep],
})
export class DeadlinesModule {}
