declare const localDate: unique symbol;
/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`, years 1900–2999. Compares as text. */
export type LocalDate = string & { readonly [localDate]: true };

const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });

export const LocalDate = {
  /** The day in Shanghai at an instant. */
  inShanghai(instant: Date): LocalDate {
    return shanghai.format(instant) as LocalDate;
  },
};
