import { RightOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageTop } from '../../shared/parts/page-top';
import { useMe } from '../../shared/who';
import styles from './mine-page.module.css';
import { useNavigation } from './navigation';
import { usePosition } from './person-menu';
import { Preferences, SignOutButton } from './preferences';

/** On a phone: who one is, the places that have no tab, language, theme, sign out. */
export function Component() {
  const { t } = useTranslation();
  const me = useMe();
  const position = usePosition();
  const { managers } = useNavigation();
  return (
    <div className={styles['page']}>
      <PageTop path={[{ label: t('nav.mine') }]} />
      <h1 className="sr-only">{t('nav.mine')}</h1>
      <div className={`card ${styles['who']}`}>
        <span className={styles['avatar']} aria-hidden>
          {me.name.slice(0, 1)}
        </span>
        <p>
          <strong>{me.name}</strong>
          <span>{position}</span>
          <span>{me.cityName}</span>
        </p>
      </div>
      {managers.length === 0 ? null : (
        <ul className={`card ${styles['places']}`}>
          {managers.map((place) => (
            <li key={place.to}>
              <Link to={place.to}>
                {place.icon} {t(`nav.${place.label}`)} <RightOutlined />
              </Link>
            </li>
          ))}
        </ul>
      )}
      <div className="card">
        <Preferences />
      </div>
      <SignOutButton className={`card ${styles['out']}`} />
    </div>
  );
}
