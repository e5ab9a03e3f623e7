import { Injectable } from '@nestjs/common';
import { ConfigFiles } from '@tidu/platform';

export interface Division {
  readonly code: string;
  readonly name: string;
  readonly short: string;
}

export interface Zone {
  readonly code: string;
  readonly name: string;
  readonly short: string;
}

interface CityFile {
  readonly city: { readonly code: string; readonly name: string; readonly short: string };
  readonly divisions: readonly Division[];
  readonly zones: readonly Zone[];
  readonly chains: readonly string[];
}

/** The divisions and zones of this city, from `config/kunming.yaml`. */
@Injectable()
export class Divisions {
  readonly city: CityFile['city'];
  readonly divisions: readonly Division[];
  readonly zones: readonly Zone[];
  readonly chains: readonly string[];
  private readonly codes: ReadonlySet<string>;

  constructor(files: ConfigFiles) {
    const file = files.yaml('kunming.yaml') as CityFile;
    this.city = file.city;
    this.divisions = file.divisions;
    this.zones = file.zones;
    this.chains = file.chains;
    this.codes = new Set(file.divisions.map((division) => division.code));
  }

  isDivision(code: string): boolean {
    return this.codes.has(code);
  }
}
