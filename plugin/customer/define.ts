import { define } from '../shared/define.ts';
import '../shared/elements.define.ts';
import { Continue } from './elements/continue.ts';
import { CustomerToolbar } from './elements/customer-toolbar.ts';
import { Customer } from './elements/customer.ts';
import { DesktopView } from './elements/desktop-view.ts';
import { Join } from './elements/join.ts';
import { Question } from './elements/question.ts';
import { ReportAbuse } from './elements/report-abuse.ts';
import { TextSizeMenu } from './elements/text-size-menu.ts';

define('sideseat-text-size-menu', TextSizeMenu);
define('sideseat-join', Join);
define('sideseat-question', Question);
define('sideseat-continue', Continue);
define('sideseat-desktop-view', DesktopView);
define('sideseat-report-abuse', ReportAbuse);
define('sideseat-customer-toolbar', CustomerToolbar);
define('sideseat-customer', Customer);
