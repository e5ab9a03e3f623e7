import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, HttpCode, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DomainError } from '@tidu/kernel';
import { Health, Metrics, PlatformSettings, Public, type Readiness } from '@tidu/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** What the machine room asks: is it alive, is it ready, how is it doing. Outside `/api/v1`, without a token. */
@ApiExcludeController()
@Controller({ version: VERSION_NEUTRAL })
@Public()
export class OperationsController {
  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
    private readonly settings: PlatformSettings,
  ) {}

  @Get('api/health/live')
  @HttpCode(200)
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  @Get('api/health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: 'up' | 'down' } & Readiness> {
    const readiness = await this.health.readiness();
    const isUp = readiness.postgres === 'up' && readiness.redis === 'up';
    void reply.status(isUp ? 200 : 503);
    return { status: isUp ? 'up' : 'down', ...readiness };
  }

  @Get('metrics')
  async scrape(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!this.mayScrape(request)) throw new DomainError('auth.forbidden');
    void reply.type(this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }

  private mayScrape(request: FastifyRequest): boolean {
    const token = this.settings.metricsToken;
    if (token === undefined) return loopback.has(request.socket.remoteAddress ?? '');
    const given = Buffer.from(request.headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${token}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}
