# A Request Tracker for tests. Everything comes from the environment; nothing is read or written under /etc or /var.
my $home = $ENV{RT_HOME} or die "RT_HOME is not set";
Set($rtname, 'vendor.test'); Set($Organization, 'vendor.test');
Set($WebDomain, '127.0.0.1'); Set($WebPort, $ENV{RT_PORT}); Set($WebPath, '');
Set($WebBaseURL, "http://127.0.0.1:$ENV{RT_PORT}");
Set($CorrespondAddress, 'support@vendor.test'); Set($CommentAddress, 'support-comment@vendor.test');
Set($RTAddressRegexp, '^support(-comment)?@vendor\.test$');
Set($OwnerEmail, 'rt-admin@vendor.test');
Set($MailCommand, 'mbox');            # what it would send lies in a file, where the tests read it
Set($DatabaseType, 'SQLite'); Set($DatabaseName, "$home/var/rt.sqlite");
Set($LogToSyslog, undef); Set($LogToSTDERR, 'warning'); Set($LogToFile, undef);
Set($BcryptCost, 6); Set($RestrictReferrer, 0);
$RT::VarPath = "$home/var"; $RT::MasonDataDir = "$home/var/mason_data"; $RT::MasonSessionDir = "$home/var/session_data";
1;
