import type { LocalDate } from '@tidu/kernel';
import { Choice, Day, Flag, ListOf, Text, Uuid } from '@tidu/platform';
import { standings, type Standing } from '../enterprise.entity.js';

const phonePattern = /^[0-9+()\- ]{5,30}$/;
const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export class ContactBodyDto {
  @Text(100)
  name: string;

  @Text(30, { optional: true, nullable: true, pattern: phonePattern })
  phone?: string | null;

  @Text(200, { optional: true, nullable: true, pattern: emailPattern })
  email?: string | null;

  @Text(100, { optional: true, nullable: true })
  position?: string | null;

  @Flag({ optional: true, description: 'At most one primary contact of an enterprise' })
  isPrimary?: boolean;
}

export class NewEnterpriseDto {
  @Text(200)
  name: string;

  @Text(30, { optional: true, nullable: true, description: 'Unified social credit code; absent where not known yet' })
  uscc?: string | null;

  @Text(6, { optional: true, nullable: true, pattern: /^\d{6}$/, description: 'Division of the registered address' })
  district?: string | null;

  @Uuid({ optional: true, nullable: true, description: 'Managing area; the city where absent' })
  areaId?: string | null;

  @Text(20, { optional: true, nullable: true })
  zone?: string | null;

  @Text(300, { optional: true, nullable: true })
  address?: string | null;

  @Text(60, { optional: true, nullable: true })
  chain?: string | null;

  @Day({ optional: true, nullable: true })
  registeredOn?: LocalDate | null;

  @ListOf(() => ContactBodyDto, { optional: true, max: 20 })
  contacts?: ContactBodyDto[];
}

export class ChangeEnterpriseDto {
  @Text(200, { optional: true })
  name?: string;

  @Text(30, { optional: true, nullable: true })
  uscc?: string | null;

  @Text(6, { optional: true, nullable: true, pattern: /^\d{6}$/ })
  district?: string | null;

  @Text(20, { optional: true, nullable: true })
  zone?: string | null;

  @Text(300, { optional: true, nullable: true })
  address?: string | null;

  @Text(60, { optional: true, nullable: true })
  chain?: string | null;

  @Day({ optional: true, nullable: true })
  registeredOn?: LocalDate | null;
}

export class StandingDto {
  @Choice(standings)
  standing: Standing;

  @Day()
  from: LocalDate;

  @Text(200)
  source: string;
}

export class CreatedDto {
  @Uuid()
  id: string;
}

export class ContactDto {
  @Uuid()
  id: string;

  @Text(100)
  name: string;

  @Text(30, { nullable: true })
  phone: string | null;

  @Text(200, { nullable: true })
  email: string | null;

  @Text(100, { nullable: true })
  position: string | null;

  @Flag()
  isPrimary: boolean;

  @Flag({ description: 'Can sign on to Tidu' })
  hasAccount: boolean;

  @Text(10, { description: 'Entity tag for If-Match' })
  etag: string;
}

export class ContactsDto {
  @ListOf(() => ContactDto)
  items: ContactDto[];
}
