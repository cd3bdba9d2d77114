import { define } from '../shared/define.ts';
import { Dialog } from '../shared/dialog.ts';
import { Continue } from './elements/continue.ts';
import { CustomerToolbar } from './elements/customer-toolbar.ts';
import { Customer } from './elements/customer.ts';
import { DesktopView } from './elements/desktop-view.ts';
import { Question } from './elements/question.ts';
import { Viewer } from './elements/viewer.ts';
import { ReportAbuse } from './elements/report-abuse.ts';

/** What a connected customer's page shows. */
define('sideseat-dialog', Dialog);
define('sideseat-question', Question);
define('sideseat-continue', Continue);
define('sideseat-desktop-view', DesktopView);
define('sideseat-viewer', Viewer);
define('sideseat-report-abuse', ReportAbuse);
define('sideseat-customer-toolbar', CustomerToolbar);
define('sideseat-customer', Customer);
