import { ArrowRightOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { ImportList } from '../../../shared/api/types';
import { Chip } from '../../../shared/parts/chip';
import { useProgrammeWords } from '../../../shared/programme-words';
import { useFieldWords } from '../list-words';
import styles from './column-mapping.module.css';

/** Which column was taken for what, and what was said for all rows. */
export function ColumnMapping({ list }: { list: ImportList }) {
  const { t } = useTranslation();
  const fieldWords = useFieldWords();
  const { full } = useProgrammeWords();
  const options = Object.entries(list.options).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return (
    <div className={styles['mapping']}>
      <h2>{t('lists.mapping')}</h2>
      <ul>
        {list.columns.map((column, i) => (
          <li key={`${i}-${column.header}`}>
            <span>{column.header === '' ? t('lists.noHeader') : column.header}</span>
            <ArrowRightOutlined />
            {column.field === null ? (
              <Chip tone="unknown">{t('lists.keptColumn')}</Chip>
            ) : (
              <strong>{fieldWords(column.field)}</strong>
            )}
          </li>
        ))}
      </ul>
      {options.length === 0 ? null : (
        <>
          <h2>{t('lists.forAllRows')}</h2>
          <ul>
            {options.map(([name, value]) => (
              <li key={name}>
                <span>{fieldWords(name)}</span>
                <strong>{name === 'programme' ? full(value) : value}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
      {list.otherSheets.length === 0 ? null : (
        <p className="note">{t('lists.otherSheets', { names: list.otherSheets.join(t('list.and')) })}</p>
      )}
    </div>
  );
}
