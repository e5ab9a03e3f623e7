import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@tidu/kernel';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
}

/**
 * Files live in PostgreSQL: written in the same transaction as the row that names them, seen by every process, part of one backup.
 * They are lists and evidence of some megabytes; large media would ask for another store behind this class.
 */
@Injectable()
export class StoredFiles {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async save(name: string, mediaType: string, content: Buffer): Promise<StoredFile> {
    const file = {
      id: newId(),
      name,
      mediaType,
      size: content.byteLength,
      sha256: createHash('sha256').update(content).digest('hex'),
    };
    await this.database.run(
      `insert into stored_file (id, name, media_type, size, sha256, content, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [file.id, file.name, file.mediaType, file.size, file.sha256, content, this.clock.now()],
    );
    return file;
  }

  async content(id: string): Promise<Buffer> {
    const row = await this.database.one<{ content: Buffer }>(`select content from stored_file where id = $1`, [id]);
    if (!row) throw new Error(`no stored file ${id}`);
    return row.content;
  }
}
