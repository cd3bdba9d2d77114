import { createAdminApi } from '../../gateway/client/admin-api.ts';
import { createLocaleStore } from '../shared/i18n/locale-store.ts';
import { AdminStore } from './admin-store.ts';
import './define.ts';
import { adminTexts } from './texts/texts.ts';

/** The administrator's page at `/admin`. */

const locales = await createLocaleStore(document.body, [adminTexts]);
document.body.addEventListener('sideseat-locale', ({ detail }) => void locales.choose(detail.locale));
const store = new AdminStore(createAdminApi());
document.querySelector('sideseat-admin')!.store = store;
await store.begin();
