import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Sweep } from '@tidu/deadlines';
import { installTypeParsers, runAs, systemCaller } from '@tidu/platform';
import { readEnvironment, type Settings } from '../../../config/environment.js';
import { bootstrap } from '../../api/src/bootstrap.js';
import { openApiDocument } from '../../api/src/openapi.js';
import { DomainModule } from '../../composition/src/domain.module.js';
import { NestLogger, processLogger } from '../../composition/src/process-logger.js';
import { projectFolder } from '../../composition/src/project-folder.js';
import { migrate } from './migrate.js';
import { readCommand } from './options.js';
import { seed } from './seed.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(): Promise<void> {
  const command = readCommand(process.argv.slice(2));
  const settings = readEnvironment(process.env, projectFolder());
  installTypeParsers();
  if (command.name === 'migrate') return migrate(settings, command.mode, say);
  if (command.name === 'openapi') {
    const app = await bootstrap({ ...settings, logLevel: 'error' });
    writeFileSync(command.file, `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
    return app.close();
  }
  if (command.name === 'seed') return seed(withApp, settings, command.enterprises, say);
  await withApp(settings, async (app) => say(JSON.stringify(await app.get(Sweep).run())));
}

async function withApp(settings: Settings, work: (app: INestApplicationContext) => Promise<void>): Promise<void> {
  const app = await NestFactory.createApplicationContext(DomainModule.forRoot(settings), {
    logger: new NestLogger(processLogger('cli', 'warn')),
    abortOnError: false,
  });
  try {
    await runAs(systemCaller('operator'), () => work(app));
  } finally {
    await app.close();
  }
}

try {
  await run();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
