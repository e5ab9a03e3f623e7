import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { collectEndpoints } from './endpoints.js';

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
  const access = new Map(
    collectEndpoints(app).map((endpoint) => [endpoint.handler.replace('Controller.', '_'), endpoint.access]),
  );
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(
      operations as Record<string, { operationId?: string; description?: string }>,
    )) {
      const demanded = access.get(operation.operationId ?? '');
      if (demanded) operation.description = `Permission: ${demanded}`;
    }
  }
  return document;
}
