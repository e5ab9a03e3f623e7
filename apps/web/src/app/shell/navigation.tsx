import {
  AuditOutlined,
  BellOutlined,
  CalendarOutlined,
  FieldTimeOutlined,
  FileDoneOutlined,
  HomeOutlined,
  IdcardOutlined,
  LockOutlined,
  ScheduleOutlined,
  ShopOutlined,
  SyncOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { Me } from '../../shared/api/types';
import { useIsOfWholeCity } from '../../shared/use-is-of-whole-city';
import { useMe } from '../../shared/who';

export interface Place {
  to: string;
  label:
    | 'home'
    | 'front'
    | 'enterprises'
    | 'myRecord'
    | 'deadlines'
    | 'inbox'
    | 'lists'
    | 'sweeps'
    | 'calendarYears'
    | 'people'
    | 'audit'
    | 'mine';
  icon: React.ReactNode;
  /** Matches its own address only, not those below it. */
  isExact?: boolean;
}

export interface Navigation {
  main: Place[];
  managers: Place[];
}

const home: Place = { to: '/', label: 'home', icon: <ScheduleOutlined />, isExact: true };
const front: Place = { to: '/', label: 'front', icon: <HomeOutlined />, isExact: true };
const enterprises: Place = { to: '/enterprises', label: 'enterprises', icon: <ShopOutlined /> };
const deadlines: Place = { to: '/deadlines', label: 'deadlines', icon: <FieldTimeOutlined /> };
const inbox: Place = { to: '/inbox', label: 'inbox', icon: <BellOutlined /> };
const lists: Place = { to: '/lists', label: 'lists', icon: <FileDoneOutlined /> };
const sweeps: Place = { to: '/sweeps', label: 'sweeps', icon: <SyncOutlined /> };
const calendarYears: Place = { to: '/calendar-years', label: 'calendarYears', icon: <CalendarOutlined /> };
const people: Place = { to: '/people', label: 'people', icon: <LockOutlined /> };
const audit: Place = { to: '/audit', label: 'audit', icon: <AuditOutlined /> };
export const mine: Place = { to: '/mine', label: 'mine', icon: <UserOutlined /> };

/** Where the person can go; an officer sees no manager group. */
export function useNavigation(): Navigation {
  return navigationFor(useMe(), useIsOfWholeCity());
}

function navigationFor(me: Me, isOfWholeCity: boolean): Navigation {
  const can = (permission: Me['permissions'][number]) => me.permissions.includes(permission);
  if (me.roles.includes('enterprise')) {
    const record: Place[] =
      me.enterpriseId === undefined
        ? []
        : [{ to: `/enterprises/${me.enterpriseId}`, label: 'myRecord', icon: <IdcardOutlined /> }];
    return { main: [front, ...record, deadlines, inbox], managers: [] };
  }
  if (can('enterprises.read')) {
    // Lists see the whole city: the server takes them from the city's managers only.
    const ofManagers = can('imports.manage') && isOfWholeCity ? [lists] : [];
    return { main: [home, enterprises, deadlines, inbox], managers: ofManagers };
  }
  const own: Place[] = [];
  if (can('sweeps.run')) own.push(sweeps);
  if (can('calendar.manage')) own.push(calendarYears);
  if (can('security.manage')) own.push(people);
  if (can('audit.read')) own.push(audit);
  return { main: [home, ...own, inbox], managers: [] };
}
