import 'reflect-metadata';
import { readEnvironment } from '../../../config/environment.js';
import { projectFolder } from '../../composition/src/project-folder.js';
import { bootstrap } from './bootstrap.js';

try {
  const settings = readEnvironment(process.env, projectFolder());
  const app = await bootstrap(settings);
  await app.listen({ host: settings.host, port: settings.port });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
