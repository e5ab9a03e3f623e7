import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AreasOneRoot1764000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create unique index uq_area_root on area (kind) where kind = 'city'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index uq_area_root`);
  }
}
