import { LocalDate } from '@tidu/kernel';
import type { Language } from '@tidu/identity';

export interface Words {
  readonly subject: string;
  readonly body: string;
}

/** What a reminder's text is made of. */
export interface ReminderFacts {
  readonly enterpriseName: string;
  readonly kind: string;
  /** What the kind is called, in the language of the text. */
  readonly title: string;
  /** The programme it belongs to, in the language of the text. */
  readonly programme: string | null;
  readonly certificateNo: string | null;
  /** What keeps a title that expires. */
  readonly action: string | null;
  readonly dueOn: LocalDate;
  readonly isProvisional: boolean;
  readonly today: LocalDate;
  /** The enterprise's own contact is spoken to differently from whoever serves it. */
  readonly isToEnterprise: boolean;
}

/** What a digest's text is made of: how many deadlines of each kind, and the first of their days. */
export interface DigestFacts {
  readonly enterprises: number;
  readonly kinds: readonly { readonly title: string; readonly count: number; readonly firstDueOn: LocalDate }[];
}

interface Phrases {
  readonly reminder: (facts: ReminderFacts) => Words;
  readonly digest: (facts: DigestFacts) => Words;
}

const expiry = 'expiry';

const actionsZh: Readonly<Record<string, string>> = {
  're-recognition': '请提前准备材料，在到期前申请重新认定。',
  're-examination': '请提前准备材料，按通知申请复核。',
  'yearly-update': '请在下一年度的填报窗口内更新信息并重新自评。',
};

const actionsEn: Readonly<Record<string, string>> = {
  're-recognition': 'Prepare the papers in good time and apply for recognition again before it ends.',
  're-examination': 'Prepare the papers in good time and apply for the re-examination when it is called.',
  'yearly-update': 'Update your data and evaluate yourself anew in next year’s filing window.',
};

const dayZh = (day: LocalDate): string => `${LocalDate.year(day)}年${LocalDate.month(day)}月${LocalDate.day(day)}日`;

const zh: Phrases = {
  reminder(facts) {
    const left = LocalDate.daysBetween(facts.today, facts.dueOn);
    const isExpiry = facts.kind === expiry;
    const what = isExpiry ? `${facts.programme ?? ''}资质` : `${facts.programme ?? ''}${facts.title}`;
    const verb = isExpiry ? '到期' : '截止';
    const when = left > 0 ? `还有 ${left} 天${verb}` : left === 0 ? `今天${verb}` : `已逾期 ${-left} 天`;
    const whose = facts.isToEnterprise ? '贵企业' : `您服务的${facts.enterpriseName}`;
    const certificate = facts.certificateNo === null ? '' : `（证书编号 ${facts.certificateNo}）`;
    const day = dayZh(facts.dueOn);
    return {
      subject: `${facts.enterpriseName}：${what}${when}（${facts.dueOn}）`,
      body: [
        left >= 0
          ? `${whose}的${what}${certificate}${isExpiry ? `将于 ${day} 到期` : `，截止日为 ${day}`}，${left === 0 ? '就是今天' : `还有 ${left} 天`}。`
          : `${whose}的${what}${certificate}${isExpiry ? `已于 ${day} 到期` : `已于 ${day} 截止`}，过了 ${-left} 天。如已办理，请告知服务人员登记。`,
        left >= 0 && facts.action !== null ? actionsZh[facts.action] : undefined,
        facts.isProvisional ? '这个日期按上一年的安排推算，以正式通知为准。' : undefined,
      ]
        .filter((line) => line !== undefined)
        .join('\n'),
    };
  },
  digest: ({ enterprises, kinds }) => ({
    subject: `${enterprises} 家企业的期限无人可通知，请过目`,
    body: [
      `以下期限到了提醒的时候，但这 ${enterprises} 家企业没有能联系上的联系人，也没有包联人员：`,
      ...kinds.map(({ title, count, firstDueOn }) => `· ${title}：${count} 项，最早 ${dayZh(firstDueOn)}`),
      '请指定包联人员，或补充企业联系人。',
    ].join('\n'),
  }),
};

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

const en: Phrases = {
  reminder(facts) {
    const left = LocalDate.daysBetween(facts.today, facts.dueOn);
    const isExpiry = facts.kind === expiry;
    const what = isExpiry
      ? facts.programme === null
        ? 'title'
        : `title “${facts.programme}”`
      : [facts.title, ...(facts.programme === null ? [] : [`(${facts.programme})`])].join(' ');
    const ends = isExpiry ? 'expires' : 'is due';
    const when = left > 0 ? `${ends} in ${days(left)}` : left === 0 ? `${ends} today` : `is ${days(-left)} overdue`;
    const whose = facts.isToEnterprise ? 'Your' : `${facts.enterpriseName}, which you serve:`;
    const certificate = facts.certificateNo === null ? '' : `, certificate ${facts.certificateNo},`;
    return {
      subject: `${facts.enterpriseName}: ${what} ${when} (${facts.dueOn})`,
      body: [
        left >= 0
          ? `${whose} ${what}${certificate} ${ends} on ${facts.dueOn}${left === 0 ? ', that is today' : `, ${days(left)} from now`}.`
          : `${whose} ${what}${certificate} ${isExpiry ? 'expired' : 'was due'} on ${facts.dueOn}, ${days(-left)} ago. If it has been dealt with, let your officer note it.`,
        left >= 0 && facts.action !== null ? actionsEn[facts.action] : undefined,
        facts.isProvisional ? 'The day is taken from last year’s; the official notice decides.' : undefined,
      ]
        .filter((line) => line !== undefined)
        .join('\n'),
    };
  },
  digest: ({ enterprises, kinds }) => ({
    subject: `Deadlines of ${enterprises} ${enterprises === 1 ? 'enterprise' : 'enterprises'} that nobody can be told of`,
    body: [
      `It is time to recall these deadlines, but there is neither a contact who can be reached nor an officer:`,
      ...kinds.map(({ title, count, firstDueOn }) => `· ${title}: ${count}, the first on ${firstDueOn}`),
      'Please assign an officer, or add a contact of the enterprise.',
    ].join('\n'),
  }),
};

const phrases: Readonly<Record<Language, Phrases>> = { zh, en };

/** The days in it are counted from the day on which it is rendered, so they are true when it is read at once. */
export const reminderWords = (language: Language, facts: ReminderFacts): Words => phrases[language].reminder(facts);

export const digestWords = (language: Language, facts: DigestFacts): Words => phrases[language].digest(facts);
