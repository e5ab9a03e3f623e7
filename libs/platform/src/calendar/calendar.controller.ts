import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DomainError } from '@tidu/kernel';
import { Can } from '../http/authorization.js';
import type { PlatformErrorCode } from '../http/errors.js';
import { CalendarYearBodyDto, CalendarYearsDto } from './calendar.dto.js';
import { Calendar } from './calendar.js';

@ApiTags('calendar')
@Controller('calendar-years')
@Can('calendar.manage')
export class CalendarController {
  constructor(private readonly calendar: Calendar) {}

  @Get()
  @ApiOkResponse({ type: CalendarYearsDto })
  async years(): Promise<CalendarYearsDto> {
    const years = await this.calendar.years();
    return { items: years.map((year) => ({ ...year, days: [...year.days] })) };
  }

  @Put(':year')
  @HttpCode(204)
  @ApiNoContentResponse()
  async load(@Param('year', ParseIntPipe) year: number, @Body() body: CalendarYearBodyDto): Promise<void> {
    const strays = body.days.flatMap((day, index) =>
      day.day.startsWith(`${year}-`) ? [] : [{ pointer: `/days/${index}/day`, code: 'other-year', detail: day.day }],
    );
    if (year < 2000 || year > 2999 || strays.length > 0) {
      throw new DomainError<PlatformErrorCode>('request.invalid', {}, { errors: strays });
    }
    await this.calendar.load({ year, ...body });
  }
}
