import { Choice, Instant, Int, ListOf, Text, Uuid } from '@tidu/platform';
import { languages, type Language } from '../person.entity.js';

export class SignInDto {
  @Text(64)
  username: string;

  @Text(256)
  password: string;
}

export class SignedOnDto {
  @Text(4000, { description: 'JWT; goes into `Authorization: Bearer …`' })
  accessToken: string;

  @Int(1, 86_400, { description: 'Seconds until it ends' })
  expiresIn: number;
}

export class SpeakDto {
  @Choice(languages)
  language: Language;
}

export class LockedAccountDto {
  @Uuid({ nullable: true, description: 'Null where nobody has the name' })
  id: string | null;

  @Text(64)
  username: string;

  @Text(200, { nullable: true })
  name: string | null;

  @Int(0, 1_000_000)
  failures: number;

  @Instant()
  lockedUntil: string;
}

export class LockedAccountsDto {
  @ListOf(() => LockedAccountDto)
  items: LockedAccountDto[];
}
