import { strToU8, zipSync } from 'fflate';

const SYLLABLES = [...'云滇昆科创智新瑞华安泰和信达远恒博润天宇星辰海川'];
const TRADES = ['生物医药', '智能装备', '信息技术', '新材料', '环保科技', '光电子'];
const HEADERS = ['company', 'address', 'city', 'county', 'longitude', 'latitude'];
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * A list of invented recognised enterprises in the layout of a published one: names, addresses and places outside the city, no
 * codes. The texts are shared, as Excel writes them.
 *
 * @param {number} count of rows
 * @param {number} first number of the first: lists with other numbers name other enterprises
 * @returns {Uint8Array} an .xlsx file
 */
export function recognitionList(count, first) {
  /** @type {Map<string, number>} */
  const texts = new Map();
  const indexOf = (/** @type {string} */ text) => {
    const index = texts.get(text) ?? texts.size;
    texts.set(text, index);
    return index;
  };
  const rowXml = (/** @type {readonly (string | number)[]} */ cells, /** @type {number} */ row) => {
    const written = cells.map((cell, column) => {
      const reference = `${String.fromCharCode(65 + column)}${row}`;
      return typeof cell === 'number'
        ? `<c r="${reference}"><v>${cell}</v></c>`
        : `<c r="${reference}" t="s"><v>${indexOf(cell)}</v></c>`;
    });
    return `<row r="${row}">${written.join('')}</row>`;
  };
  const rows = [HEADERS, ...Array.from({ length: count }, (_, n) => enterprise(first + n))];
  const sheet = rows.map((cells, index) => rowXml(cells, index + 1)).join('');
  const strings = [...texts.keys()].map((text) => `<si><t>${text}</t></si>`).join('');
  const parts = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"/>`,
    '_rels/.rels': relationships(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(
      ['worksheet', 'worksheets/sheet1.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ),
    'xl/worksheets/sheet1.xml': `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${strings}</sst>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])), { level: 6 });
}

/** @param {number} n @returns {(string | number)[]} */
function enterprise(n) {
  const [first, second] = [n, Math.floor(n / SYLLABLES.length)].map((at) => SYLLABLES[at % SYLLABLES.length]);
  const county = ['东湖区', '示例工业园区', '西江县'][n % 3] ?? '';
  return [
    `示例${first}${second}${TRADES[n % TRADES.length]}${n}号有限公司`,
    `示例市${county}科技路${(n % 900) + 1}号`,
    '示例市',
    county,
    120 + ((n * 7919) % 1_000_000) / 1_000_000,
    32 + ((n * 104_729) % 1_000_000) / 1_000_000,
  ];
}

/** @param {...readonly [kind: string, target: string]} parts */
function relationships(...parts) {
  const written = parts.map(
    ([kind, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${written.join('')}</Relationships>`;
}
