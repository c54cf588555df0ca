<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>head</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><img src="images/banner.png" width="100%" alt="สำนักงานสาธารณสุขอำเภอโคกรังมัน"><br><center><a href="body.php" target="main">หน้าหลัก</a> | <a href="news.php" target="main">ข่าว</a> | <a href="egp.php" target="main">พัสดุ</a> | <a href="body.php#contact" target="main">ติดต่อ</a></center></body>
</html>