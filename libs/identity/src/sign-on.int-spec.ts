import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalDate } from '@tidu/kernel';
import { newId } from '@tidu/platform';
import type { FastifyRequest } from 'fastify';
import { Gate } from '../../../test/support/gate.js';
import { House } from '../../../test/support/house.js';
import { refusalOf } from '../../../test/support/test-city.js';
import { AccessTokens } from './access-tokens.js';
import { People } from './people.service.js';
import { SignOn, type SignedOn } from './sign-on.service.js';

const password = 'Richtig-Sesam-1';

describe('sign-on', () => {
  let house: House;
  let signOn: SignOn;

  beforeAll(async () => {
    house = await House.open({ today: '2026-03-02' });
    signOn = house.get(SignOn);
  });
  afterAll(() => house.close());

  const someone = async (): Promise<{ id: string; username: string }> => {
    const [id, username] = [newId(), `u-${newId()}`];
    await house.get(People).add([{ id, username, name: '示例人员', password, roles: ['officer'] }]);
    return { id, username };
  };
  /** Each test knocks from addresses of its own: the brake counts by address. */
  const signIn = (username: string, tried = password, device = 'phone'): Promise<SignedOn> =>
    signOn.signIn(username, tried, device, newId());
  const wrong = (username: string): Promise<string> => refusalOf(signIn(username, 'wrong'));
  const audited = (personId: string): Promise<{ action: string; actor_name: string }[]> =>
    house.query(`select action, actor_name from audit_entry where subject_id = $1 order by id`, [personId]);

  it('gives a token that names the person, and tells the audit log', async () => {
    const { id, username } = await someone();
    const { accessToken } = await signIn(username);
    const principal = await house
      .get(AccessTokens)
      .authenticate({ headers: { authorization: `Bearer ${accessToken}` } } as FastifyRequest);
    expect(principal).toMatchObject({ personId: id, username, roles: ['officer'] });
    expect(principal.permissions.has('enterprises.read')).toBe(true);
    expect(principal.permissions.has('audit.read')).toBe(false);
    expect(await audited(id)).toEqual([
      { action: 'person.added', actor_name: 'system' },
      { action: 'session.opened', actor_name: username },
    ]);
  });

  it('refuses a token of which one character was changed', async () => {
    const { username } = await someone();
    const { accessToken } = await signIn(username);
    const at = accessToken.indexOf('.') + 5;
    const changed = accessToken.slice(0, at) + (accessToken[at] === 'A' ? 'B' : 'A') + accessToken.slice(at + 1);
    const request = { headers: { authorization: `Bearer ${changed}` } } as FastifyRequest;
    expect(await refusalOf(house.get(AccessTokens).authenticate(request))).toBe('auth.unauthenticated');
  });

  it('keeps passwords as argon2id alone', async () => {
    const { id } = await someone();
    const [row] = await house.query<{ password_hash: string }>(`select password_hash from person where id = $1`, [id]);
    expect(row!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(
      JSON.stringify(await house.query(`select after from audit_entry where subject_id = $1`, [id])),
    ).not.toContain('argon2');
  });

  describe('with a wrong password', () => {
    it.each([
      ['of somebody', async () => (await someone()).username],
      ['of a name that nobody has', async () => `nobody-${newId()}`],
    ])('locks the name after five, %s', async (_, name) => {
      const username = await name();
      for (let attempt = 1; attempt <= 5; attempt++) expect(await wrong(username)).toBe('auth.bad-credentials');
      expect(await wrong(username)).toBe('auth.locked');
      expect(await refusalOf(signIn(username))).toBe('auth.locked');
    });

    it('locks the name where ten come at once, however many came before the lock', async () => {
      const { username } = await someone();
      const answers = await Promise.all(Array.from({ length: 10 }, () => wrong(username)));
      const counted = answers.filter((answer) => answer === 'auth.bad-credentials').length;
      expect(counted).toBeGreaterThanOrEqual(5);
      expect(await refusalOf(signIn(username))).toBe('auth.locked');
      expect(await house.query(`select failures from sign_in_failure where username = $1`, [username])).toEqual([
        { failures: counted },
      ]);
    });

    it('forgets what was wrong when the password is right', async () => {
      const { username } = await someone();
      for (let attempt = 1; attempt <= 4; attempt++) await wrong(username);
      await signIn(username);
      for (let attempt = 1; attempt <= 4; attempt++) await wrong(username);
      await expect(signIn(username)).resolves.toBeDefined();
    });

    it('begins to count anew when the lock is over', async () => {
      const { username } = await someone();
      for (let attempt = 1; attempt <= 5; attempt++) await wrong(username);
      const [lock] = await house.query<{ minutes: number }>(
        `select round(extract(epoch from locked_until - now()) / 60)::int as minutes from sign_in_failure where username = $1`,
        [username],
      );
      expect(lock!.minutes).toBe(15);
      await house.query(`update sign_in_failure set locked_until = now() where username = $1`, [username]);
      for (let attempt = 1; attempt <= 4; attempt++) expect(await wrong(username)).toBe('auth.bad-credentials');
      await expect(signIn(username)).resolves.toBeDefined();
    });

    it('is unlocked by hand, and the log knows it', async () => {
      const { id, username } = await someone();
      for (let attempt = 1; attempt <= 5; attempt++) await wrong(username);
      expect(await house.get(People).locked()).toContainEqual(
        expect.objectContaining({ id, username, name: '示例人员', failures: 5 }),
      );
      await house.get(People).unlock(id);
      await expect(signIn(username)).resolves.toBeDefined();
      expect((await audited(id)).map((entry) => entry.action)).toContain('person.unlocked');
      expect(await refusalOf(house.get(People).unlock(newId()))).toBe('people.not-found');
    });

    it('is braked by address, whatever the names', async () => {
      const { username } = await someone();
      const address = newId();
      const from = (name: string): Promise<string> => refusalOf(signOn.signIn(name, 'wrong', 'phone', address));
      for (let attempt = 1; attempt <= 30; attempt++)
        expect(await from(`nobody-${newId()}`)).toBe('auth.bad-credentials');
      expect(await from(`nobody-${newId()}`)).toBe('auth.too-many-attempts');
      expect(await refusalOf(signOn.signIn(username, password, 'phone', address))).toBe('auth.too-many-attempts');
      await expect(signIn(username)).resolves.toBeDefined();
    });

    it('is still counted, and nobody kept out, while Redis is away', async () => {
      const redis = await Gate.before(house.settings.redisUrl, 6379);
      const beside = await House.open({ today: '2026-03-02', beside: house, settings: { redisUrl: redis.address } });
      beside.app.useLogger(false);
      redis.shut();
      const { username } = await someone();
      await expect(beside.get(SignOn).signIn(username, password, 'phone', newId())).resolves.toBeDefined();
      for (let attempt = 1; attempt <= 5; attempt++) {
        const refusal = await refusalOf(beside.get(SignOn).signIn(username, 'wrong', 'phone', newId()));
        expect(refusal).toBe('auth.bad-credentials');
      }
      expect(await refusalOf(beside.get(SignOn).signIn(username, password, 'phone', newId()))).toBe('auth.locked');
      await beside.close();
      await redis.close();
    });
  });

  describe('refreshed', () => {
    const refresh = (token: string, device = 'phone'): Promise<string> =>
      signOn.refresh(token, device).then((signedOn) => signedOn.refreshToken);
    /** As if the last refresh of this session lay so many seconds back. */
    const age = (token: string, seconds: number): Promise<unknown> =>
      house.query(`update refresh_session set rotated_at = rotated_at - $2 * interval '1 second' where id = $1`, [
        token.slice(0, 36),
        seconds,
      ]);
    const reuses = async (personId: string): Promise<number> =>
      (await audited(personId)).filter((entry) => entry.action === 'session.reuse-detected').length;

    it('gives a new token each time, of which only the last is good', async () => {
      const { id, username } = await someone();
      const first = (await signIn(username)).refreshToken;
      const second = await refresh(first);
      const third = await refresh(second);
      expect(new Set([first, second, third]).size).toBe(3);
      expect(await refusalOf(refresh(first))).toBe('auth.session-ended');
      expect(await reuses(id)).toBe(1);
      // The session ends for the thief and the owner alike.
      expect(await refusalOf(refresh(third))).toBe('auth.session-ended');
    });

    it('gives the same successor again within a minute from the same device', async () => {
      const { username } = await someone();
      const first = (await signIn(username)).refreshToken;
      const second = await refresh(first);
      await age(first, 55);
      expect(await refresh(first)).toBe(second);
      await expect(refresh(second)).resolves.toBeDefined();
    });

    it('ends the session where the last token comes again later than a minute', async () => {
      const { id, username } = await someone();
      const first = (await signIn(username)).refreshToken;
      const second = await refresh(first);
      await age(first, 61);
      expect(await refusalOf(refresh(first))).toBe('auth.session-ended');
      expect(await refusalOf(refresh(second))).toBe('auth.session-ended');
      expect(await reuses(id)).toBe(1);
    });

    it('ends the session where the last token comes again from another device', async () => {
      const { id, username } = await someone();
      const first = (await signIn(username)).refreshToken;
      const second = await refresh(first);
      expect(await refusalOf(refresh(first, 'laptop of a thief'))).toBe('auth.session-ended');
      expect(await refusalOf(refresh(second))).toBe('auth.session-ended');
      expect(await reuses(id)).toBe(1);
    });

    it('gives twenty at once of one token one successor', async () => {
      const { id, username } = await someone();
      const first = (await signIn(username)).refreshToken;
      const successors = await Promise.all(Array.from({ length: 20 }, () => refresh(first)));
      expect(new Set(successors).size).toBe(1);
      await expect(refresh(successors[0]!)).resolves.toBeDefined();
      expect(await reuses(id)).toBe(0);
    });

    it('leaves other sessions of the person alone', async () => {
      const { username } = await someone();
      const stolen = (await signIn(username)).refreshToken;
      const other = (await signIn(username, password, 'desk')).refreshToken;
      await refresh(stolen);
      await refusalOf(refresh(stolen, 'thief'));
      await expect(refresh(other, 'desk')).resolves.toBeDefined();
    });

    it.each(['', 'x', `${newId()}.${'a'.repeat(43)}`, `${newId()}.short`, `' or 1=1 --.${'a'.repeat(43)}`])(
      'is refused for a token that is none: %s',
      async (token) => {
        expect(await refusalOf(refresh(token))).toBe('auth.session-ended');
      },
    );

    it('is refused for a guessed secret, which ends the session', async () => {
      const { username } = await someone();
      const token = (await signIn(username)).refreshToken;
      expect(await refusalOf(refresh(`${token.slice(0, 37)}${'a'.repeat(43)}`))).toBe('auth.session-ended');
    });

    it('is refused after signing out, and when the session is over', async () => {
      const { username } = await someone();
      const out = (await signIn(username)).refreshToken;
      await signOn.signOut(out);
      expect(await refusalOf(refresh(out))).toBe('auth.session-ended');
      const old = (await signIn(username)).refreshToken;
      await house.query(`update refresh_session set expires_at = now() where id = $1`, [old.slice(0, 36)]);
      expect(await refusalOf(refresh(old))).toBe('auth.session-ended');
    });

    it('keeps no token in the database that could be used', async () => {
      const { username } = await someone();
      const token = await refresh((await signIn(username)).refreshToken);
      const [row] = await house.query(`select s::text as row from refresh_session s where id = $1`, [
        token.slice(0, 36),
      ]);
      const secret = token.slice(37);
      const forms = [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret, 'base64url').toString('hex')];
      for (const form of forms) expect(JSON.stringify(row)).not.toContain(form);
    });
  });

  it('lets nobody in or on after his last day', async () => {
    const { id, username } = await someone();
    const { refreshToken } = await signIn(username);
    await house.get(People).endService(id, LocalDate.parse('2026-03-02'));
    const onLastDay = await signOn.refresh(refreshToken, 'phone');
    await expect(signIn(username)).resolves.toBeDefined();
    house.clock.set('2026-03-03', '00:00');
    expect(await wrong(username)).toBe('auth.bad-credentials');
    expect(await refusalOf(signIn(username))).toBe('auth.bad-credentials');
    expect(await refusalOf(signOn.refresh(onLastDay.refreshToken, 'phone'))).toBe('auth.session-ended');
    house.clock.set('2026-03-02');
  });
});
