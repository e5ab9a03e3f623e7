import { LocalDate } from '@tidu/kernel';
import { digestWords, reminderWords, type ReminderFacts } from './texts.js';

const day = (text: string): LocalDate => LocalDate.parse(text);
const expiry: ReminderFacts = {
  enterpriseName: '昆明示例仪器有限公司',
  kind: 'expiry',
  title: '资质到期',
  programme: '高新技术企业',
  certificateNo: 'GR202353000001',
  action: 're-recognition',
  dueOn: day('2026-09-14'),
  isProvisional: false,
  today: day('2026-06-16'),
  isToEnterprise: true,
};
const report: ReminderFacts = {
  ...expiry,
  kind: 'annual-report',
  title: '年度发展情况报表',
  certificateNo: null,
  action: null,
  dueOn: day('2026-05-31'),
  today: day('2026-05-29'),
};

describe('a reminder in words', () => {
  it.each<[string, ReminderFacts, string]>([
    ['to come', expiry, '昆明示例仪器有限公司：高新技术企业资质还有 90 天到期（2026-09-14）'],
    ['today', { ...expiry, today: day('2026-09-14') }, '昆明示例仪器有限公司：高新技术企业资质今天到期（2026-09-14）'],
    [
      'past',
      { ...expiry, today: day('2026-09-15') },
      '昆明示例仪器有限公司：高新技术企业资质已逾期 1 天（2026-09-14）',
    ],
    ['a duty', report, '昆明示例仪器有限公司：高新技术企业年度发展情况报表还有 2 天截止（2026-05-31）'],
  ])('says the true days left: %s', (_, facts, subject) => {
    expect(reminderWords('zh', facts).subject).toBe(subject);
  });

  it('speaks to the enterprise of its own, with what to do next', () => {
    expect(reminderWords('zh', expiry).body).toBe(
      '贵企业的高新技术企业资质（证书编号 GR202353000001）将于 2026年9月14日 到期，还有 90 天。\n请提前准备材料，在到期前申请重新认定。',
    );
  });

  it('speaks to an officer of whom he serves', () => {
    expect(reminderWords('zh', { ...report, isToEnterprise: false }).body).toBe(
      '您服务的昆明示例仪器有限公司的高新技术企业年度发展情况报表，截止日为 2026年5月31日，还有 2 天。',
    );
  });

  it('asks for news and urges nobody once the day is over', () => {
    const { body } = reminderWords('zh', { ...expiry, today: day('2026-09-16') });
    expect(body).toBe(
      '贵企业的高新技术企业资质（证书编号 GR202353000001）已于 2026年9月14日 到期，过了 2 天。如已办理，请告知服务人员登记。',
    );
  });

  it('says where a day is not certain', () => {
    expect(reminderWords('zh', { ...report, isProvisional: true }).body).toContain('以正式通知为准');
    expect(reminderWords('en', { ...report, isProvisional: true }).body).toContain('the official notice decides');
  });

  it('is plain in English too', () => {
    const english = {
      ...expiry,
      enterpriseName: 'Sample Instruments',
      programme: 'High-tech enterprise',
      title: 'Expiry of a title',
    };
    expect(reminderWords('en', english)).toEqual({
      subject: 'Sample Instruments: title “High-tech enterprise” expires in 90 days (2026-09-14)',
      body: 'Your title “High-tech enterprise”, certificate GR202353000001, expires on 2026-09-14, 90 days from now.\nPrepare the papers in good time and apply for recognition again before it ends.',
    });
    expect(reminderWords('en', { ...english, today: day('2026-09-13') }).subject).toContain('expires in 1 day (');
    expect(reminderWords('en', { ...english, today: day('2026-09-14') }).body).toContain('that is today');
  });
});

describe('a digest in words', () => {
  it('counts, and names the first day of each kind', () => {
    const facts = { enterprises: 3, kinds: [{ title: '资质到期', count: 4, firstDueOn: day('2026-06-12') }] };
    expect(digestWords('zh', facts).subject).toBe('3 家企业的期限无人可通知，请过目');
    expect(digestWords('zh', facts).body).toContain('· 资质到期：4 项，最早 2026年6月12日');
    expect(digestWords('en', { ...facts, enterprises: 1 }).subject).toBe(
      'Deadlines of 1 enterprise that nobody can be told of',
    );
  });
});
