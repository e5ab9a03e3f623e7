import type { RowReason, RowReasonCode } from './domain/row-reason.js';
import type { UnreadableParams, UnreadableReason } from './reading/unreadable-list.js';

export type ReasonLanguage = 'zh' | 'en';

type Texts = Readonly<Record<ReasonLanguage, string>>;

/** `{x}` stands for a parameter; a text names only parameters that its reason always has. */
const rowTexts: Readonly<Record<RowReasonCode, Texts>> = {
  missing: { zh: '缺少必填内容', en: 'a required value is missing' },
  'value-too-long': { zh: '内容超过 {allowed} 个字符', en: 'longer than {allowed} characters' },
  'cell-too-long': { zh: '单元格内容过长，未读取', en: 'the cell holds too much text and was not read' },
  'cell-error': { zh: '单元格为错误值“{value}”', en: 'the cell holds the error {value}' },
  'formula-value': { zh: '单元格为公式，采用了保存的结果', en: 'a formula: its stored result was used' },
  'formula-without-value': { zh: '单元格为公式，但没有保存结果', en: 'a formula without a stored result' },
  'uscc-length': { zh: '统一社会信用代码“{value}”应为 18 位', en: 'credit code {value}: 18 characters expected' },
  'uscc-letter': {
    zh: '统一社会信用代码“{value}”含不使用的字符（I、O、S、V、Z 等）',
    en: 'credit code {value}: a character that no code uses (I, O, S, V, Z and others)',
  },
  'uscc-shape': { zh: '统一社会信用代码“{value}”结构不符', en: 'credit code {value}: not built like a code' },
  'uscc-check-digit': {
    zh: '统一社会信用代码“{value}”校验位不符',
    en: 'credit code {value}: the check character is wrong',
  },
  'uscc-organisation-check-digit': {
    zh: '统一社会信用代码“{value}”中组织机构代码的校验位不符，请核对',
    en: 'credit code {value}: the check character of the organisation code inside it differs',
  },
  'uscc-unknown-kind': {
    zh: '统一社会信用代码“{value}”的机构类别未知',
    en: 'credit code {value}: unknown kind of body',
  },
  'uscc-not-an-enterprise': {
    zh: '统一社会信用代码“{value}”不是企业代码',
    en: 'credit code {value}: not that of an enterprise',
  },
  'division-unknown': { zh: '行政区划代码“{value}”不存在', en: 'division code {value} does not exist' },
  'division-outside': {
    zh: '“{value}”不属于本市，已按文字保留',
    en: '{value} lies outside the city and was kept as text',
  },
  'zone-unknown': { zh: '未登记的开发区“{value}”', en: 'unknown development zone {value}' },
  'date-impossible': { zh: '日期“{value}”不存在', en: 'there is no day {value}' },
  'date-unreadable': { zh: '无法识别日期“{value}”', en: '{value} cannot be read as a date' },
  'period-reversed': {
    zh: '有效期止 {to} 早于起始日 {from}',
    en: 'the validity ends on {to}, before it begins on {from}',
  },
  'programme-unknown': { zh: '未知的认定项目“{value}”', en: 'unknown programme {value}' },
  'phone-unreadable': { zh: '电话号码格式不符，未采用', en: 'not a telephone number, left out' },
  'email-unreadable': { zh: '邮箱格式不符，未采用', en: 'not an address of mail, left out' },
  'contact-without-name': { zh: '联系人没有姓名，未采用', en: 'a contact without a name, left out' },
  'duplicate-code': { zh: '与第 {firstRowNo} 行信用代码相同', en: 'the same credit code as in row {firstRowNo}' },
  'duplicate-name': { zh: '与第 {firstRowNo} 行企业名称相同', en: 'the same enterprise as in row {firstRowNo}' },
};

const unreadableTexts: Readonly<Record<UnreadableReason, Texts>> = {
  empty: { zh: '文件是空的', en: 'The file is empty.' },
  'not-a-spreadsheet': {
    zh: '文件内容不是电子表格，请上传 .xlsx 或 UTF-8 编码的 .csv 文件',
    en: 'By its content the file is no spreadsheet. Send an .xlsx file or a .csv file in UTF-8.',
  },
  'password-protected': {
    zh: '文件有密码保护，请取消密码后重新上传',
    en: 'The file is protected by a password. Remove it and send the file again.',
  },
  'old-excel': {
    zh: '暂不支持旧版 Excel 格式，请另存为 .xlsx 后上传',
    en: 'This is an older Excel format. Save it as .xlsx and send it again.',
  },
  encoding: {
    zh: '文本不是 UTF-8 编码，请另存为“CSV UTF-8”或 .xlsx 后上传',
    en: 'The text is not in UTF-8. Save it as "CSV UTF-8" or .xlsx and send it again.',
  },
  corrupt: { zh: '文件已损坏，无法读取', en: 'The file is damaged and cannot be read.' },
  'too-large': {
    zh: '文件超出可读取的大小，请拆分后上传',
    en: 'The file is beyond what can be read. Split it and send the parts.',
  },
  'no-header': {
    zh: '没有找到表头：前几行中需要有“企业名称”一栏',
    en: 'No header was found: one of the first rows has to name a column for the enterprise, such as 企业名称 or company.',
  },
  'no-rows': { zh: '表头下没有数据行', en: 'There is no row below the header.' },
  'too-slow': {
    zh: '读取超时，文件可能有问题，请拆分后上传',
    en: 'Reading took too long. Split the file and send the parts.',
  },
};

/** One reason about a row, with the column it is about. */
export function rowReasonText({ code, params }: RowReason, language: ReasonLanguage): string {
  const text = filled(rowTexts[code][language], params);
  if (params['header'] === undefined) return text;
  return language === 'zh' ? `“${params['header']}”：${text}` : `${params['header']}: ${text}`;
}

export function unreadableText(reason: UnreadableReason, language: ReasonLanguage): string {
  return unreadableTexts[reason][language];
}

function filled(text: string, params: UnreadableParams): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}
