import { safeCell, toCsv } from './csv';

describe('CSV', () => {
  it.each(['=1+1', '+86', '-1', '@cmd', '\tx'])('neutralises %j', (cell) => {
    expect(safeCell(cell)).toBe(`'${cell}`);
  });

  it('quotes what needs it and nothing else', () => {
    expect(
      toCsv(
        ['企业', '备注'],
        [
          ['昆明云杉', 'a "b", c'],
          ['=x', '一行\n两行'],
        ],
      ),
    ).toBe('\ufeff企业,备注\r\n昆明云杉,"a ""b"", c"\r\n\'=x,"一行\n两行"\r\n');
  });
});
