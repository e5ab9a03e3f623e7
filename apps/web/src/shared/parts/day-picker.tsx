import { LocalDate } from '@tidu/kernel';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';

interface DayPickerProps {
  value?: LocalDate | null;
  onChange?: (day: LocalDate | null) => void;
  id?: string;
  disabled?: boolean;
  'aria-label'?: string;
}

/** antd's picker in calendar days; a form keeps `YYYY-MM-DD`. */
export function DayPicker({ value, onChange, ...rest }: DayPickerProps) {
  return (
    <DatePicker
      {...rest}
      value={value === null || value === undefined ? null : dayjs(value)}
      onChange={(picked) => onChange?.(picked === null ? null : LocalDate.parse(picked.format('YYYY-MM-DD')))}
      style={{ width: '100%' }}
    />
  );
}
