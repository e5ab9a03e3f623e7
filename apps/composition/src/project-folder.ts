import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `config/` and `dist/`, whether this runs from the sources or from what was built of them. */
export function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'config', 'tiers.yaml'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the project folder was not found');
    folder = parent;
  }
  return folder;
}
