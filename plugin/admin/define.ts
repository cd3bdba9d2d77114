import { define } from '../shared/define.ts';
import '../shared/elements.define.ts';
import { AdminPage } from './elements/admin-page.ts';
import { AdminSignInForm } from './elements/admin-sign-in.ts';
import { PublishDialog } from './elements/publish-dialog.ts';
import { SiteChanges } from './elements/site-changes.ts';
import { SiteEditor } from './elements/site-editor.ts';
import { SiteVersionList } from './elements/site-version-list.ts';

define('sideseat-admin', AdminPage);
define('sideseat-admin-sign-in', AdminSignInForm);
define('sideseat-publish', PublishDialog);
define('sideseat-site-changes', SiteChanges);
define('sideseat-site-editor', SiteEditor);
define('sideseat-site-versions', SiteVersionList);
