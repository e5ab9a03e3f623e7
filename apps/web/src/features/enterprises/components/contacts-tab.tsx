import { PhoneOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../../../shared/api/types';
import { Bars, BlockState, FailedBlock } from '../../../shared/parts/block-state';
import { Chip } from '../../../shared/parts/chip';
import { notify } from '../../../shared/parts/notice';
import { useProblemText } from '../../../shared/problem-text';
import { useCan } from '../../../shared/who';
import { useRemoveContact } from '../api/contacts';
import styles from './contacts-tab.module.css';

const ContactForm = lazy(() => import('./contact-form').then((m) => ({ default: m.ContactForm })));

type Doing = { what: 'edit'; contact: Contact | null } | { what: 'remove'; contact: Contact } | null;

export function ContactsTab({ enterpriseId, contacts }: { enterpriseId: string; contacts: UseQueryResult<Contact[]> }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const canWrite = useCan('contacts.write');
  const [doing, setDoing] = useState<Doing>(null);
  const remove = useRemoveContact(enterpriseId);
  const close = () => setDoing(null);
  if (contacts.isError) return <FailedBlock error={contacts.error} onRetry={() => void contacts.refetch()} />;
  if (contacts.data === undefined) return <Bars rows={3} height={52} />;
  const add = canWrite ? (
    <Button size="small" onClick={() => setDoing({ what: 'edit', contact: null })}>
      {t('contact.add')}
    </Button>
  ) : null;
  return (
    <div className={styles['tab']}>
      {contacts.data.length === 0 ? (
        <BlockState look="nothing" title={t('contact.noneTitle')} text={t('contact.noneText')}>
          {add}
        </BlockState>
      ) : (
        <>
          <ul>
            {contacts.data.map((contact) => (
              <li key={contact.id}>
                <div>
                  <p>
                    <strong>{contact.name}</strong>
                    <span>{contact.position}</span>
                    {contact.isPrimary ? <Chip tone="brand">{t('contact.primary')}</Chip> : null}
                    {contact.hasAccount ? <Chip>{t('contact.hasAccount')}</Chip> : null}
                  </p>
                  <p className={styles['reach']}>
                    {contact.phone === null ? null : contact.phone.includes('*') ? (
                      <span className="num">{contact.phone}</span>
                    ) : (
                      <a className="num" href={`tel:${contact.phone}`}>
                        <PhoneOutlined /> {contact.phone}
                      </a>
                    )}
                    {contact.email === null ? null : <span>{contact.email}</span>}
                  </p>
                </div>
                {canWrite ? (
                  <span className={`${styles['actions']} no-print`}>
                    {doing?.what === 'remove' && doing.contact.id === contact.id ? (
                      <>
                        <span className="note">{t('contact.removeEffect')}</span>
                        <Button
                          size="small"
                          danger
                          loading={remove.isPending}
                          onClick={() =>
                            remove.mutate(contact.id, {
                              onSuccess: () => {
                                notify('done', t('contact.removed', { name: contact.name }));
                                close();
                              },
                              onError: (error) => notify('failed', textOf(error)),
                            })
                          }
                        >
                          {t('contact.removeAction')}
                        </Button>
                        <Button size="small" type="text" onClick={close}>
                          {t('action.keep')}
                        </Button>
                      </>
                    ) : (
                      <>
                        <Button size="small" onClick={() => setDoing({ what: 'edit', contact })}>
                          {t('action.edit')}
                        </Button>
                        <Button size="small" type="text" onClick={() => setDoing({ what: 'remove', contact })}>
                          {t('contact.remove')}
                        </Button>
                      </>
                    )}
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
          <p className={`${styles['add']} no-print`}>{add}</p>
        </>
      )}
      <Suspense fallback={null}>
        {doing?.what === 'edit' ? (
          <ContactForm enterpriseId={enterpriseId} contact={doing.contact} onClose={close} />
        ) : null}
      </Suspense>
    </div>
  );
}
