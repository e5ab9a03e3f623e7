import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { LocalDate } from '@tidu/kernel';
import { Transform, Type as TransformType } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** What every field can say. `optional`: may be absent; `nullable`: may be null. Neither is the default, and stock `IsOptional` blurs them. */
export interface FieldOptions {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

function field(options: FieldOptions, schema: ApiPropertyOptions, ...checks: PropertyDecorator[]): PropertyDecorator {
  const property: ApiPropertyOptions = {
    ...schema,
    required: !options.optional,
    ...(options.nullable ? { nullable: true } : {}),
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.example === undefined ? {} : { example: options.example }),
  } as ApiPropertyOptions;
  const skip =
    options.optional || options.nullable
      ? [
          ValidateIf(
            (_, value: unknown) => !((options.optional && value === undefined) || (options.nullable && value === null)),
          ),
        ]
      : [];
  return applyDecorators(ApiProperty(property), ...skip, ...checks);
}

/** Text of a bounded length, trimmed. */
export const Text = (
  max: number,
  options: FieldOptions & { readonly min?: number; readonly pattern?: RegExp } = {},
): PropertyDecorator =>
  field(
    options,
    {
      type: String,
      maxLength: max,
      minLength: options.min ?? 1,
      ...(options.pattern ? { pattern: options.pattern.source } : {}),
    },
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    IsString(),
    MinLength(options.min ?? 1),
    MaxLength(max),
    ...(options.pattern ? [Matches(options.pattern)] : []),
  );

export const Uuid = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: String, format: 'uuid' }, IsUUID('all'));

/** A calendar day `YYYY-MM-DD` that exists. */
export const Day = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: String, format: 'date', example: '2026-11-24' },
    ValidateBy({
      name: 'day',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && LocalDate.tryParse(value) !== undefined,
        defaultMessage: () => '$property must be a day that exists, YYYY-MM-DD',
      },
    }),
  );

/** An instant, ISO 8601 with Z. Only in answers. */
export const Instant = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: String, format: 'date-time' }, IsString());

export const Int = (min: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    TransformType(() => Number),
    IsInt(),
    Min(min),
    Max(max),
  );

export const Flag = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: Boolean },
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)),
    IsBoolean(),
  );

export const Choice = (
  values: readonly string[],
  options: FieldOptions & { readonly name?: string } = {},
): PropertyDecorator =>
  field(
    options,
    { enum: [...values], ...(options.name === undefined ? {} : { enumName: options.name }) },
    IsIn([...values]),
  );

/** Several of a closed set; in a query they are written with commas. */
export const Choices = (values: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: String, isArray: true, enum: [...values] },
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.split(',').filter(Boolean) : value,
    ),
    IsArray(),
    ArrayMaxSize(values.length),
    IsIn([...values], { each: true }),
  );

export const Uuids = (max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: String, isArray: true, format: 'uuid', maxItems: max },
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(max),
    IsUUID('all', { each: true }),
  );

export const Texts = (maxItems: number, maxLength: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    options,
    { type: String, isArray: true, maxItems },
    IsArray(),
    ArrayMaxSize(maxItems),
    IsString({ each: true }),
    MaxLength(maxLength, { each: true }),
  );

/** An object of a class of ours. The OpenAPI module takes a function for a lazy type by its name alone, so it is wrapped. */
export const Nested = (type: () => Type, options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: () => type() }, ValidateNested(), TransformType(type));

/** A bounded list of objects of a class of ours. */
export const ListOf = (type: () => Type, options: FieldOptions & { readonly max?: number } = {}): PropertyDecorator =>
  field(
    options,
    { type: () => type(), isArray: true },
    IsArray(),
    ArrayMaxSize(options.max ?? 500),
    ValidateNested({ each: true }),
    TransformType(type),
  );

/** A map of free keys to texts or numbers, for what a library does not know the names of. */
export const Bag = (options: FieldOptions = {}): PropertyDecorator =>
  field(options, { type: Object, additionalProperties: true }, IsObject());
