import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Database, installTypeParsers, JobRegistry, Watchdog } from '@tidu/platform';
import { readEnvironment } from '../../../config/environment.js';
import { refuseOneRole } from '../../composition/src/database-roles.js';
import { NestLogger, processLogger } from '../../composition/src/process-logger.js';
import { projectFolder } from '../../composition/src/project-folder.js';
import { WorkerModule } from './worker.module.js';

try {
  installTypeParsers();
  const settings = readEnvironment(process.env, projectFolder());
  const logger = processLogger('worker', settings.logLevel);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(settings), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.enableShutdownHooks();
  app.get(JobRegistry).check();
  await refuseOneRole(app.get(Database));
  await app.get(Watchdog).start();
  logger.info('worker ready');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
