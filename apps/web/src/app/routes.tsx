import { createBrowserRouter } from 'react-router';
import { Gate } from './gate';
import { HomeByRole } from './home-by-role';
import { BrokenPage, NotFound } from './lost-page';
import { Requires } from './requires';

/** Every screen is a chunk of its own; the shell stays while one loads. */
export const router = createBrowserRouter([
  { path: '/sign-on', hydrateFallbackElement: <div />, lazy: () => import('./sign-on/sign-on-page') },
  {
    path: '/',
    element: <Gate />,
    hydrateFallbackElement: <div />,
    errorElement: <BrokenPage />,
    children: [
      {
        errorElement: <BrokenPage />,
        children: [
          { index: true, element: <HomeByRole /> },
          { path: 'mine', lazy: () => import('./shell/mine-page') },
          {
            element: <Requires permission="enterprises.read" />,
            children: [
              { path: 'enterprises', lazy: () => import('../features/enterprises/pages/enterprises-page') },
              { path: 'enterprises/:id', lazy: () => import('../features/enterprises/pages/enterprise-page') },
            ],
          },
          {
            element: <Requires permission="deadlines.read" />,
            children: [{ path: 'deadlines', lazy: () => import('../features/deadlines/pages/deadlines-page') }],
          },
          {
            element: <Requires permission="imports.manage" />,
            children: [
              { path: 'lists', lazy: () => import('../features/lists/pages/lists-page') },
              { path: 'lists/:id', lazy: () => import('../features/lists/pages/list-page') },
            ],
          },
          { path: 'inbox', lazy: () => import('../features/inbox/pages/inbox-page') },
          {
            element: <Requires permission="sweeps.run" />,
            children: [{ path: 'sweeps', lazy: () => import('../features/administration/pages/sweeps-page') }],
          },
          {
            element: <Requires permission="calendar.manage" />,
            children: [
              { path: 'calendar-years', lazy: () => import('../features/administration/pages/calendar-years-page') },
            ],
          },
          {
            element: <Requires permission="security.manage" />,
            children: [{ path: 'people', lazy: () => import('../features/administration/pages/people-page') }],
          },
          {
            element: <Requires permission="audit.read" />,
            children: [{ path: 'audit', lazy: () => import('../features/administration/pages/audit-page') }],
          },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
