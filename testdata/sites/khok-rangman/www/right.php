<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>right</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><div class="hd">เว็บเพื่อนบ้าน</div><a href="http://www.moph.go.th" target="_blank"><img src="images/l1.png" border="0" width="150"></a><br><a href="http://www.nhso.go.th" target="_blank"><img src="images/l2.png" border="0" width="150"></a><br><a href="http://nsl.moph.example.go.th" target="_blank"><img src="images/l3.png" border="0" width="150"></a><br><a href="http://www.thaihealth.or.th" target="_blank"><img src="images/l4.png" border="0" width="150"></a><br><div class="hd">ผู้เยี่ยมชม</div><img src="count/0.png"><img src="count/2.png"><img src="count/3.png"><img src="count/8.png"><img src="count/8.png"><img src="count/1.png"><img src="count/7.png"><br>เริ่มนับ 1 ม.ค. 2555<div class="hd">โพล</div><form action="poll.php" method="post" target="main">ท่านพอใจเว็บไซต์ของเราระดับใด<br><input type="radio" name="v" value="0">มากที่สุด<br><input type="radio" name="v" value="1">มาก<br><input type="radio" name="v" value="2">พอใช้<br><input type="radio" name="v" value="3">ควรปรับปรุง<br><input type="submit" value="โหวต"> <a href="poll.php" target="main">ดูผล</a></form></body>
</html>