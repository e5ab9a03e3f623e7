import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { collectEndpoints } from './endpoints.js';
import { problemCatalogue } from './problem-catalogue.js';

interface Operation {
  operationId?: string;
  description?: string;
  responses: Record<string, unknown>;
}

const statusOfCodes = Object.entries(problemCatalogue)
  .map(([code, { status }]) => `${code} (${status})`)
  .join(', ');

const problemSchema = {
  type: 'object' as const,
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'traceId', 'errors'],
  properties: {
    type: { type: 'string' as const },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    detail: { type: 'string' as const },
    instance: { type: 'string' as const },
    code: {
      type: 'string' as const,
      enum: Object.keys(problemCatalogue),
      description: `With their statuses: ${statusOfCodes}`,
    },
    traceId: { type: 'string' as const, format: 'uuid' },
    errors: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string' as const, description: 'JSON pointer (RFC 6901) into the request body' },
          code: { type: 'string' as const },
          detail: { type: 'string' as const },
        },
      },
    },
  },
};

/** The OpenAPI document, made from the classes that validate and answer; each operation also says who may call it. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Tidu 梯度')
      .setDescription('Errors are RFC 9457 problem details; clients switch on `code`.')
      .setVersion('1')
      .addBearerAuth()
      .addSecurityRequirements('bearer')
      .build(),
    { operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}` },
  );
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem: problemSchema };
  const access = new Map(
    collectEndpoints(app).map((endpoint) => [endpoint.handler.replace('Controller.', '_'), endpoint.access]),
  );
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[])) {
    const demanded = access.get(operation.operationId ?? '');
    operation.description = `Permission: ${demanded ?? 'public'}`;
    operation.responses['default'] = {
      description: 'Refused or failed: problem details (RFC 9457)',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return document;
}
