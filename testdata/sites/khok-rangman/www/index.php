<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>สสอ.โคกรังมัน</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<frameset rows="110,*" border="0"><frame src="head.php" name="head" scrolling="no"><frameset cols="170,*,180"><frame src="left.php" name="left"><frame src="body.php" name="main"><frame src="right.php" name="right"></frameset><noframes><body><a href="body.php">เข้าสู่เว็บไซต์</a></body></noframes></frameset>
</html>