import { Injectable } from '@nestjs/common';
import { DomainError, type Scope } from '@tidu/kernel';
import { UnitOfWork } from '@tidu/platform';
import { cityAreaId } from './city-area.js';
import { Contacts } from './contacts.service.js';
import type { NewEnterpriseDto } from './dto/enterprise.dto.js';
import { Enterprises } from './enterprises.service.js';
import type { EnterprisesErrorCode } from './enterprises.errors.js';

/** A newcomer entered by hand, with its contacts. */
@Injectable()
export class Registration {
  constructor(
    private readonly enterprises: Enterprises,
    private readonly contacts: Contacts,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** A manager of an area registers into his own areas only; naming none means the first of them. */
  async register(scope: Scope, { contacts = [], district, areaId, ...fields }: NewEnterpriseDto): Promise<string> {
    const placedAt = areaId ?? (scope.kind === 'areas' ? scope.areaIds[0] : cityAreaId);
    if (scope.kind === 'areas' && (placedAt === undefined || !scope.areaIds.includes(placedAt))) {
      throw new DomainError<EnterprisesErrorCode>('enterprises.not-found');
    }
    return this.unitOfWork.run(async () => {
      const [id] = await this.enterprises.register([
        { ...fields, registeredDistrict: district ?? null, areaId: placedAt ?? cityAreaId },
      ]);
      await this.contacts.add(contacts.map((contact) => ({ ...contact, enterpriseId: id! })));
      return id!;
    });
  }
}
