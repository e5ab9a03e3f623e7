import { rowReasonCodes } from './domain/row-reason.js';
import { unreadableReasons } from './reading/unreadable-list.js';
import { reasonsText } from './judgement.js';
import { rowReasonText, unreadableText } from './reason-texts.js';

it('says a row’s reasons with their column, errors first', () => {
  const reasons = [
    { code: 'division-outside', severity: 'warning', params: { header: '区县', value: '江阴市' } },
    { code: 'date-impossible', severity: 'error', params: { header: '有效期至', value: '2023-02-30' } },
    { code: 'duplicate-name', severity: 'error', params: { firstRowNo: 5 } },
  ] as const;
  expect(reasonsText(reasons, 'zh')).toBe(
    '“有效期至”：日期“2023-02-30”不存在；与第 5 行企业名称相同；“区县”：“江阴市”不属于本市，已按文字保留',
  );
  expect(reasonsText(reasons, 'en')).toBe(
    '有效期至: there is no day 2023-02-30; the same enterprise as in row 5; 区县: 江阴市 lies outside the city and was kept as text',
  );
});

it('has a text of its own for every code in both languages', () => {
  for (const language of ['zh', 'en'] as const) {
    const texts = [
      ...rowReasonCodes.map((code) => rowReasonText({ code, severity: 'error', params: {} }, language)),
      ...unreadableReasons.map((reason) => unreadableText(reason, language)),
    ];
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.every((text) => text.length > 3 && !text.includes('{'))).toBe(true);
  }
});
