import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { Database, installTypeParsers, Metrics, newId, runAsRequest } from '@tidu/platform';
import type { Settings } from '../../../config/environment.js';
import { refuseOneRole } from '../../composition/src/database-roles.js';
import { refuseOpenDemo } from '../../composition/src/demo-accounts.js';
import { NestLogger, processLogger } from '../../composition/src/process-logger.js';
import { AppModule } from './app.module.js';
import { collectEndpoints } from './endpoints.js';
import { openApiDocument } from './openapi.js';
import { serveWeb } from './web.js';

const bodyLimitBytes = 1024 * 1024;
const fileLimitBytes = 30 * 1024 * 1024;

/** The HTTP application, ready to listen. Tests use it too. */
export async function bootstrap(settings: Settings): Promise<NestFastifyApplication> {
  installTypeParsers();
  const logger = processLogger('api', settings.logLevel);
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    genReqId: () => newId(),
    trustProxy: 'loopback, linklocal, uniquelocal',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.setGlobalPrefix('api/v1', { exclude: ['api/health/live', 'api/health/ready', 'metrics'] });
  app.enableShutdownHooks();
  const server = adapter.getInstance();
  await server.register(cookie);
  await server.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], globalDecompression: false });
  await server.register(multipart, {
    limits: { files: 1, fileSize: fileLimitBytes, fields: 10, fieldSize: 20_000 },
  });
  const { requestSeconds } = app.get(Metrics);
  // Hooks call back: of an async one every request pays for a promise or two.
  server.addHook('preHandler', (request, _, done) => runAsRequest(request, done));
  server.addHook('onSend', (request, reply, _, done) => {
    void reply
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'same-origin')
      .header('x-frame-options', 'DENY');
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      void reply.header('cache-control', 'no-store');
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    requestSeconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    logger.info({
      requestId: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
    done();
  });
  await serveWeb(server, settings.webFolder);
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
  });
  await app.init();
  collectEndpoints(app);
  await refuseOneRole(app.get(Database));
  await refuseOpenDemo(app.get(Database), settings);
  return app;
}
