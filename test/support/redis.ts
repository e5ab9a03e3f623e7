import { Redis } from 'ioredis';

const counter = 'tidu:test:databases';

/**
 * Takes the next numbered database of the Redis that scripts/test.mjs has started, as an address. Every test file has
 * one of its own and may empty it; it refuses any other server, where that would hurt somebody.
 */
export async function takeRedisDatabase(): Promise<string> {
  const { REDIS_URL: address, TIDU_TEST_REDIS_URL: started } = process.env;
  if (!address || address !== started)
    throw new Error('these tests want the Redis of their own run: start them with npm run test:int');
  const redis = new Redis(address);
  try {
    const [, total] = (await redis.config('GET', 'databases')) as [string, string];
    const taken = await redis.incr(counter);
    // Number 0 keeps the count.
    const url = new URL(address);
    url.pathname = `/${1 + ((taken - 1) % (Number(total) - 1))}`;
    return url.toString();
  } finally {
    redis.disconnect();
  }
}
