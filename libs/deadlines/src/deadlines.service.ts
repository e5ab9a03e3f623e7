import { Injectable } from '@nestjs/common';
import { Clock, DomainError, type Page, type Scope } from '@tidu/kernel';
import { AuditLog, Database, UnitOfWork } from '@tidu/platform';
import { Deadline } from './deadline.entity.js';
import type { DeadlinesErrorCode } from './deadlines.errors.js';
import {
  DeadlinesQuery,
  type DeadlineFilter,
  type DeadlineItem,
  type DeadlineRecord,
  type PageOf,
} from './deadlines.query.js';
import { Reminders } from './reminders.service.js';

/** What people do with deadlines. */
@Injectable()
export class Deadlines {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly query: DeadlinesQuery,
    private readonly reminders: Reminders,
  ) {}

  page(scope: Scope, filter: DeadlineFilter, page: PageOf): Promise<Page<DeadlineItem>> {
    return this.query.page(scope, filter, page);
  }

  /** @throws DomainError `deadlines.not-found` where absent or out of scope */
  async one(scope: Scope, id: string): Promise<DeadlineRecord> {
    const deadline = await this.query.one(scope, id);
    if (!deadline) throw new DomainError<DeadlinesErrorCode>('deadlines.not-found');
    return deadline;
  }

  /** It was done. @throws DomainError `deadlines.not-found`, `deadlines.transition-refused` */
  fulfil(scope: Scope, id: string): Promise<DeadlineRecord> {
    return this.close(scope, id, 'deadline.fulfilled', (deadline) => deadline.fulfil(this.clock.today()));
  }

  /** It need not be done. @throws DomainError `deadlines.not-found`, `deadlines.transition-refused` */
  waive(scope: Scope, id: string, reason: string): Promise<DeadlineRecord> {
    return this.close(scope, id, 'deadline.waived', (deadline) => deadline.waive(this.clock.today(), reason));
  }

  private close(
    scope: Scope,
    id: string,
    action: 'deadline.fulfilled' | 'deadline.waived',
    verb: (deadline: Deadline) => void,
  ): Promise<DeadlineRecord> {
    return this.unitOfWork.run(async () => {
      const { enterprise } = await this.one(scope, id);
      // As the projection does: it compares under this lock, and must not overwrite what a person does meanwhile.
      await this.database.run(`select 1 from enterprise where id = $1 for no key update`, [enterprise.id]);
      const deadlines = this.database.repository(Deadline);
      const deadline = await deadlines.findOneOrFail({ where: { id }, lock: { mode: 'pessimistic_write' } });
      const before = closing(deadline);
      verb(deadline);
      await deadlines.save(deadline);
      await this.reminders.withdrawOf([id], deadline.state);
      await this.audit.record([
        {
          action,
          subjectType: 'deadline',
          subjectId: id,
          enterpriseId: deadline.enterpriseId,
          before,
          after: closing(deadline),
        },
      ]);
      this.unitOfWork.touch([deadline.enterpriseId], 'deadline');
      return this.one(scope, id);
    });
  }
}

const closing = ({ state, closedOn, reason }: Deadline): object => ({ state, closedOn, reason });
