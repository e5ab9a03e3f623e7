import { useTranslation } from 'react-i18next';
import { dayParts, weekdayOf } from '../../../shared/days';
import { PageTop } from '../../../shared/parts/page-top';
import { SampleTag } from '../../../shared/parts/chip';
import { useIsPhone } from '../../../shared/use-media';
import { useMe, useToday } from '../../../shared/who';
import styles from './home-head.module.css';

/** "11月24日 星期二" and whose day it is. */
export function HomeHead({ text }: { text: string }) {
  const { t } = useTranslation();
  const today = useToday();
  const me = useMe();
  const isPhone = useIsPhone();
  return (
    <div className={styles['head']}>
      <PageTop path={[{ label: t('nav.home') }]} />
      <h1>{t('home.day', { ...dayParts(today), weekday: t(`weekdayFull.${weekdayOf(today)}`) })}</h1>
      <p>
        {text} {isPhone && me.isSampleCity ? <SampleTag>{t('sample.data')}</SampleTag> : null}
      </p>
    </div>
  );
}
